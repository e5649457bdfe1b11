"""Presskeep: crawls news sites and keeps what it finds. docs/decisions.md says why it is so."""
