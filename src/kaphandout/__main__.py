import sys

from kaphandout.cli import main

sys.exit(main())
