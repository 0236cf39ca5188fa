"""Receipts: what the desk signs about a ticket, and anybody can check. No receipt holds a personal value."""
