"""Whether every change of history was approved by the rules of its own time, and recorded."""
