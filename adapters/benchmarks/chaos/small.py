"""The file that is asked about unless another is named: what is asked does not matter, and it is learned soon."""

SMALL_FILE = """\
disclaimer: Made up to be asked about while things go wrong; not advice.
entries:
  - {id: agent, question: What is the most common agent?, answer: Dextrose.}
  - {id: count, question: How many injections are needed?, answer: Three to six.}
  - {id: pain, question: Do the injections hurt?, answer: A little.}
"""
