"""The real service as processes on both stand-ins, everything that can go wrong, and what became of each question.

`plan` says what goes wrong when, from a seed; `programs` are the processes and `fronts` what stands before a
platform, to be frozen and killed; `databases` can be restarted and their clock moved; `people` ask at both
platforms; `deeds` does what is planned; `trial` puts it together, `tally` judges and `table` shows it; `small`
is the file that is asked about.
"""
