"""What was found out, for people and for programs.

`tables` shows a run of `eval` on a terminal, `values` as JSON, `page` as a page with the plots of `plots`;
`checked` is what `check` found and `remarks` shows it, `differences` and `difference_page` whose replies a
change would change, `activity`, `activity_table` and `activity_page` what a journal says, with the plots of
`bars`; `elements` is what these pages are made of; `timing` holds the clock and its percentiles, `numbers` says
how they are written. `packages` lists what an installation is made of.
"""
