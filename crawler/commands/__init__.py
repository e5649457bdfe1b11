"""Commands of `scrapy` (COMMANDS_MODULE): ours, and ours in place of Scrapy's own.

Scrapy imports every module of this package at each start: keep their imports light.
"""
