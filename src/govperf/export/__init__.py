"""Documents made from policies: pages, diagrams, forms."""
