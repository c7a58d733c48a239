"""What issues say: a question that a teacher answers on a phone, in her language."""
