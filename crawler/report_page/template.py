"""The page, in Jinja's language; everything that is put into it is escaped."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ink: #1c2128; --soft: #667080; --line: #d9dee5; --bar: #3b6ea5;
  --bad: #b3402f; --ground: #fdfdfc; --tile: #f3f4f2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --soft: #98a2b0; --line: #39424e;
  --bar: #7fadda; --bad: #e58a78; --ground: #161a1f; --tile: #1f252c; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  max-width: 68rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.05rem; margin: 2.2rem 0 .6rem; }
p { margin: .2rem 0; } .soft { color: var(--soft); } .bad { color: var(--bad); }
.tiles { display: flex; flex-wrap: wrap; gap: .7rem; margin-top: 1.2rem; }
.tile { background: var(--tile); border-radius: .4rem; padding: .6rem 1rem; min-width: 6.5rem; }
.tile b { display: block; font-size: 1.5rem; line-height: 1.2; font-weight: 600; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.5rem; }
.charts svg { width: 100%; height: 7rem; border-bottom: 1px solid var(--line); display: block; }
svg rect { fill: var(--bar); } svg.bad rect { fill: var(--bad); }
svg.spark { width: 7rem; height: 1.3rem; display: block; }
table { border-collapse: collapse; width: 100%; font-size: .92em; }
th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.share { width: 30%; } .share i { display: block; height: .7rem; margin-top: .35rem;
  background: var(--bar); min-width: 1px; }
th { overflow-wrap: normal; }
@media (max-width: 44rem) { table { display: block; overflow-x: auto; }
  td { overflow-wrap: normal; } td:first-child { min-width: 12rem; overflow-wrap: anywhere; } }
ul { padding-left: 1.2rem; margin: .4rem 0; } a { color: inherit; }
"""

BARS = """\
{%- macro bars(chart, class) -%}
<svg class="{{ class }}" viewBox="0 0 {{ chart.width }} {{ chart.height }}"
 preserveAspectRatio="none" role="img">
{%- for bar in chart.bars %}<rect x="{{ bar.x }}" y="{{ bar.y }}" width="{{ bar.width }}"
 height="{{ bar.height }}"><title>{{ bar.label }}</title></rect>{% endfor -%}
</svg>
{%- endmacro -%}
"""

# Whatever a stranger's text may try: nothing is run, and nothing is fetched.
HEAD = """\
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
"""

TEMPLATE = (
    BARS
    + """\
{%- macro link(address, text) -%}
{% if address %}<a href="{{ address }}" rel="noreferrer noopener">{{ text }}</a>
{%- else %}{{ text }}{% endif %}
{%- endmacro -%}
{%- macro more(number, file) -%}
{% if number %}<p class="soft">and {{ number }} more, in {{ file }}</p>{% endif %}
{%- endmacro -%}
<!DOCTYPE html>
<html lang="en">
<head>
"""
    + HEAD
    + """\
<title>Presskeep: run {{ view.run }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>Presskeep: run {{ view.run }}</h1>
<p class="soft">{{ view.started }} to {{ view.ended }}, {{ view.took }}.
 Ended: {{ view.finish_reason }}{% if view.exit_code is not none %}, exit code
 <span{% if view.exit_code %} class="bad"{% endif %}>{{ view.exit_code }}</span>{% endif %}.</p>
<div class="tiles">
{%- for tile in view.tiles %}
<div class="tile">
<b{% if tile.is_bad %} class="bad"{% endif %}>{{ tile.number }}</b>{{ tile.of }}</div>
{%- endfor %}
</div>
{%- if view.complaints %}
<h2>To look at</h2>
<ul>
{%- for complaint in view.complaints %}
<li>{{ complaint }}</li>
{%- endfor %}
</ul>
{{ more(view.complaints_left, "report.json") }}
{%- endif %}
<h2>{{ view.runs }} {{ "run" if view.runs == 1 else "runs" }} up to this one</h2>
<div class="charts">
<div>{{ bars(view.articles_chart, "") }}<p class="soft">new articles and versions a run; at most
 {{ view.articles_chart.most }}</p></div>
<div>{{ bars(view.failures_chart, "bad") }}<p class="soft">URLs that failed; at most
 {{ view.failures_chart.most }}</p></div>
</div>
<h2>Seeds</h2>
<table>
<tr><th>seed</th><th>came of it</th><th class="number">new</th><th class="number">usual a day</th>
<th>by day</th></tr>
{%- for seed in view.seeds %}
<tr><td>{{ link(seed.address, seed.url) }}
{%- for complaint in seed.complaints %}<br><span class="bad">{{ complaint }}</span>{% endfor %}</td>
<td{% if seed.is_bad %} class="bad"{% endif %}>{{ seed.outcome }}</td>
<td class="number">{{ seed.articles }}</td><td class="number">{{ seed.usual }}</td>
<td>{{ bars(seed.chart, "spark") }}</td></tr>
{%- endfor %}
</table>
{{ more(view.seeds_left, "report.json") }}
<h2>Decisions of this run</h2>
<table>
<tr><th>state</th><th>reason</th><th class="number">URLs</th><th></th></tr>
{%- for row in view.decisions %}
<tr><td>{{ row.state }}</td><td>{{ row.reason }}</td><td class="number">{{ row.number }}</td>
<td class="share"><i style="width: {{ row.percent }}%"></i></td></tr>
{%- endfor %}
</table>
<h2>Hosts</h2>
<table>
<tr><th>host</th><th class="number">requests</th><th>answers</th><th class="number">without one</th>
<th class="number">MB</th><th class="number">seconds each</th></tr>
{%- for host in view.hosts %}
<tr><td>{{ host.host }}</td><td class="number">{{ host.requests }}</td><td>{{ host.answers }}</td>
<td class="number{% if host.failures %} bad{% endif %}">{{ host.failures }}</td>
<td class="number">{{ host.megabytes }}</td><td class="number">{{ host.seconds }}</td></tr>
{%- endfor %}
</table>
{{ more(view.hosts_left, "report.json") }}
<h2>New articles</h2>
<table>
{%- for article in view.articles %}
<tr><td class="soft">{{ article.published }}</td>
<td><a href="{{ article.file }}">{{ article.title }}</a>
<br><span class="soft">{{ link(article.address, article.url) }}</span></td></tr>
{%- endfor %}
</table>
{{ more(view.articles_left, "articles.jsonl") }}
</body>
</html>
"""
)
