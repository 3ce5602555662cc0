"""What Swedish rules need as code: numbers of persons and bodies, names of addresses, telephone numbers."""
