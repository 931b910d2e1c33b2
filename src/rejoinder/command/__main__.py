"""`python -m rejoinder.command` is the same as `rejoinder`."""

import sys

from rejoinder.command.main import main

sys.exit(main())
