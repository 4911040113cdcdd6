"""What one council says about itself in `council.yaml`, and the facts that follow from it."""
