"""Small flat widgets that repaint little: what every screen is made of."""
