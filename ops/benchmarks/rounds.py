"""What a benchmark says of its rounds: each a pair, ours and what it is divided by."""

import statistics


def line(name, pairs, unit):
    return {
        "bench": name,
        "ratio": round(statistics.median(a / b for a, b in pairs), 3),
        "ours": round(statistics.median(a for a, _ in pairs), 1),
        "limit": round(statistics.median(b for _, b in pairs), 1),
        "unit": unit,
        "rounds": [{"ours": round(a, 1), "limit": round(b, 1), "ratio": round(a / b, 3)} for a, b in pairs],
    }
