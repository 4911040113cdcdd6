"""What comes after a draft: the versions that full council adopted, and what is kept of them."""
