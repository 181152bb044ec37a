"""What stands beside the layers of the digits page: a panel a file, of which one is seen at a time."""
