"""Named entity recognition: spaCy models in worker processes, and the rules applied around them."""
