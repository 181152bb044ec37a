"""One thread for NumPy's products: they are small, and threads that wait for one another take longer."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
