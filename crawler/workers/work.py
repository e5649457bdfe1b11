"""What a worker does with an order: a page is read, a picture looked at."""

from __future__ import annotations

from crawler.duplicates.picture import look
from crawler.workers.orders import Answer, Picture, Reading
from crawler.workers.reading import read


def work(order: Answer | Picture) -> Reading | bytes | None:
    return look(order.body) if isinstance(order, Picture) else read(order)
