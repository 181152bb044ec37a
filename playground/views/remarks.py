"""What a person is told when something could not be done: parts of sentences, which `words.sentence` joins."""

from playground.core.settings import Settings

NOT_HERE = "a part of Glassbox could not be loaded, and this was not done. Check your connection, and try again"
WENT_WRONG = (
    "something went wrong inside Glassbox, and this was not done. The run stands where it is: go on, or reset it"
)


def refused(settings: Settings, name: str) -> str:
    """Why a setting cannot be what somebody wanted."""
    if name == "features":
        return "a network needs at least one feature"
    declared = settings.declared()[name]
    return f"{declared.label.lower()} can be {declared.allowed()}"


def unusable(reason: BaseException) -> str:
    """Why own code cannot be put into the run."""
    return f"this code cannot be trained with: {reason}"


def put_back(reason: Exception) -> str:
    """Why own code has left the run."""
    return f"your code cannot be used with these settings and was put back: {reason}"


def behind_the_branch(step: int) -> str:
    """Why there is no way back from the step at which own code came into the run."""
    return f"this code trains since step {step}: put it back to go to what was before"
