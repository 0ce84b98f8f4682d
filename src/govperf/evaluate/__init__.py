"""From the data of objects to the values of nodes."""
