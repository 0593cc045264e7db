"""The uninsured on paper: a workbook a village, figures, people, and a list sent back."""
