"""Markdown tables and numbers."""


def table(heads, rows):
    """A table whose first column is text and whose others are aligned to the right."""
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1)] + rows
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def ms(value):
    """Milliseconds in three figures or more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def times(value):
    return f"{value:.0f} ×" if value >= 100 else f"{value:.1f} ×" if value >= 10 else f"{value:.2f} ×"


def timing(timing):
    return f"{ms(timing.median)} ({ms(timing.least)})"
