"""Commands of `scrapy` (COMMANDS_MODULE): ours, and ours in place of Scrapy's own.

Scrapy imports every module of this package at each start of any command: what one of them needs is
imported when it runs, and larger pieces have rooms of their own (launch, doctor, preview, exports).
"""
