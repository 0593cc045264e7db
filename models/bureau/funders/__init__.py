"""What funders owe for the subsidised, what they have transferred, and what people get back."""
