"""The tabs of the instruments, a file each."""
