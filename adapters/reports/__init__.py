"""What was found out, for people and for programs.

`tables` shows a run of `eval` on a terminal, `values` as JSON, `page` as a page with the plots of `plots`;
`remarks` shows what `check` found; `timing` holds the clock and its percentiles.
"""
