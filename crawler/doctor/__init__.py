"""What `scrapy doctor` does: each seed looked at once, and nothing stored."""
