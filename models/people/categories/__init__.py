"""Hardship categories (困难群体): applied, confirmed, taken back, and who holds one."""
