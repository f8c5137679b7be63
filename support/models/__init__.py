"""What each affected person is owed, by whom and by when."""

from support.models.cases import Case, CheckIn, Stage, StageMove
from support.models.pathway import PathwayVersion, StageRule
from support.models.promises import Promise

__all__ = ["Case", "CheckIn", "PathwayVersion", "Promise", "Stage", "StageMove", "StageRule"]
