"""Fingerprints of text and images: values in, values out."""

from crawler.duplicates.images import ImageType, sniff
from crawler.duplicates.text import text_digest

__all__ = ["ImageType", "sniff", "text_digest"]
