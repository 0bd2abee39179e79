"""Markdown tables and numbers."""


def table(heads, rows):
    """A table; columns of numbers are aligned to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    columns = zip(*cells)
    rule = ["---:" if all(cell[:1].isdigit() for cell in column) else "---" for column in columns]
    return "\n".join("| " + " | ".join(line) + " |" for line in [heads, rule, *cells])


def ms(value):
    """Milliseconds in three figures or more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def times(value):
    return f"{value:.0f} ×" if value >= 100 else f"{value:.1f} ×" if value >= 10 else f"{value:.2f} ×"


def timing(timing):
    return f"{ms(timing.median)} ({ms(timing.least)})"
