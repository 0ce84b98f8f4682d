"""The scalar benchmark: one object at a time, beside code that people would write instead."""
