"""The catalogue's page, in Jinja's language; everything that is put into it is escaped."""

from __future__ import annotations

from crawler.report_page.template import BARS, HEAD

TEMPLATE = (
    BARS
    + """\
<!DOCTYPE html>
<html lang="en">
<head>
"""
    + HEAD
    + """\
<title>Presskeep: the archive</title>
<style>{{ style }}</style>
</head>
<body>
<h1>Presskeep: the archive</h1>
<p class="soft">As of {{ view.made }} UTC.</p>
<div class="tiles">
{%- for tile in view.tiles %}
<div class="tile"><b>{{ tile.number }}</b>{{ tile.of }}</div>
{%- endfor %}
</div>
<h2>Articles by time</h2>
<div class="charts">
{%- for each in view.charts %}
<div>{{ bars(each.chart, "") }}<p class="soft">by {{ each.unit }} {{ each.what }}
{%- if each.first %}, {{ each.first }} to {{ each.last }}{% endif %}; at most {{ each.chart.most }}
{%- if each.undated %}; {{ each.undated }} without a date{% endif %}</p></div>
{%- endfor %}
</div>
{%- for table in view.tables %}
<h2>{{ table.title }}</h2>
<table>
{%- for row in table.rows %}
<tr><td{% if not row.is_stated %} class="soft"{% endif %}>{{ row.name }}</td>
<td class="number">{{ row.number }}</td>
<td class="share"><i style="width: {{ row.percent }}%"></i></td></tr>
{%- endfor %}
</table>
{%- endfor %}
</body>
</html>
"""
)
