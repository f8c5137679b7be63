"""How fast the pages are on a large trust's data. `./dev bench`; what was measured last is in docs/speed.md."""
