"""The one graph of all measurements, as in Layers.java: 100 layers, one to three dependencies in the layer above."""

LAYERS = 100


def above(i, width):
    layer = i // width
    if layer == 0:
        return []
    out = [i - width]
    for k in range(2):
        h = ((i * 3 + k + 1) * 2654435761) & 0xFFFFFFFF
        h ^= h >> 15
        h = (h * 2246822519) & 0xFFFFFFFF
        h ^= h >> 13
        d = (layer - 1) * width + h % width
        if d not in out:
            out.append(d)
    return out
