import sys

from kaphandout.cli.main import main

sys.exit(main())
