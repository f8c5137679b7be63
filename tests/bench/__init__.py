"""How fast the pages are on a large trust's data: `./dev bench`. The last figures are in docs/speed.md."""
