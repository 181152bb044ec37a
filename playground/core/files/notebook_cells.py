"""The cells of the notebook of a run, as templates: ‹name› stands for a literal, see `notebook`."""

TEXT, CODE = "markdown", "code"

TITLE = """# A run of Glassbox

‹caption›

This notebook brings the engine along that ran in the page: plain NumPy, nothing to install but that. It builds the same
run from its settings and its log, trains it to the same step, and compares the losses with the page's.

Glassbox run: ‹address›
"""

EXACT = """## How near the numbers come

The same settings give the same random numbers everywhere: the same points, first weights and order of training. But
the page's Python is compiled to WebAssembly, where products are summed in another order than here: every step rounds
otherwise in the seventh digit, and training carries that on.

- With the page's own weights, which stand below, too, the losses are the page's to within 0.0001.
- Trained anew, calm runs come out as near: at the usual settings, after 5,000 steps, we found less than 0.0001.
- A restless run (a large learning rate, RMSProp on mini-batches of 3, six hidden layers) strays after some hundred
  steps, by 0.1 and more: what differs in the seventh digit doubles again and again. That is no mistake; it tells how
  much such a run owes to chance.

The last cell but one measures both.
"""

ENGINE = '''# The engine's sources, a .zip in base64: unpacked into the folder glassbox_engine, where they can be read.
import base64
import io
import sys
import zipfile

ENGINE = """
‹engine›
"""
zipfile.ZipFile(io.BytesIO(base64.b64decode(ENGINE))).extractall("glassbox_engine")
if "glassbox_engine" not in sys.path:
    sys.path.insert(0, "glassbox_engine")
'''

DATA = """## The data"""

POINTS = """from nets import datasets
from nets.features import Inputs

DATA = dict(‹data›)
SHARE = ‹share›  # of the points are trained on

points = datasets.‹maker›(**DATA)
training, test = points.split(SHARE, ‹split›)
inputs = Inputs.fit(training.x, ‹features›, standardize=‹standardise›)
print(len(training), "points to train on,", len(test), "to test with")
"""

NETWORK = """## The network and its trainer"""

TRAINER = """from nets import Activation, Dense, Network, Trainer
from nets.optimizers import ‹optimizers›
from nets.schedules import ‹schedules›

network = Network([
‹layers›], ‹inputs›, seed=‹seed›)
trainer = Trainer(
    network,
    train=training.seen_by(inputs).samples,
    test=test.seen_by(inputs).samples,
    loss=‹loss›,
    seed=‹order›,
‹settings›)
print(network.parameter_count, "weights and biases;", trainer.evaluate())
"""

LOG = """## The run

What was changed on the way stands in the log: (step, name, value). A name such as `weights.2.1.3` is a single number,
the weight from input 1 to neuron 3 of the second layer."""

TOOLS = """import numpy as np

try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None
    print("With Matplotlib, the loss curve and the region of the output would be drawn in this notebook.")


def train_to(step):
    # Trains to a step, and notes the losses of every epoch; what stands in the log is changed on the way.
    while log and log[0][0] <= step:
        at, name, value = log.pop(0)
        go_on_to(at)
        trainer.put(name, value) if "." in name else trainer.change(**{name: value})
    go_on_to(step)


def go_on_to(step):
    while trainer.step_number < step and trainer.divergence is None:
        trainer.run(min(trainer.steps_left, step - trainer.step_number))
        curve.append((trainer.step_number, *trainer.evaluate()[:2]))


def draw():
    if plt is None:
        return
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
    steps, *losses = zip(*curve)
    for values, style, name in zip(losses, ["-", "--"], ["training", "test"]):
        left.plot(steps, values, style, label=name)
    left.set(xlabel="step", ylabel="loss")
    left.legend()
    side = np.linspace(-6, 6, 121)
    if training.x.shape[1] == 1:
        right.plot(side, network.forward(inputs.apply(side[:, None])))
        right.scatter(training.x, training.y, s=18)
        right.set(xlabel="x1", ylabel="y", title="output")
    else:
        plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        answers = network.forward(inputs.apply(plane))
        shown = answers[:, 0] if answers.shape[1] == 1 else answers.argmax(axis=1)
        right.imshow(shown.reshape(121, 121), origin="lower", extent=(-6, 6, -6, 6), cmap="RdYlBu_r")
        right.scatter(*training.x.T, c=training.y, cmap="RdYlBu_r", edgecolors="white", s=18)
        right.set(xlabel="x1", ylabel="x2", title="output")
    plt.show()
"""

TRAIN = """CHANGES = [
‹changes›]
STEP = ‹step›

curve, log = [(0, *trainer.evaluate()[:2])], list(CHANGES)
train_to(STEP)
print("step", trainer.step_number, trainer.evaluate())
"""

COMPARE = """PAGE = ‹losses›  # training and test loss in the page
PARAMETERS = np.frombuffer(base64.b64decode(\"\"\"
‹parameters›
\"\"\"), "<f4")

strayed = max(abs(here - there) for here, there in zip(trainer.evaluate()[:2], PAGE) if there == there)
furthest = np.abs(network.parameters - PARAMETERS).max()
print(f"losses stray by {strayed:.2g} from the page's, weights by {furthest:.2g} at most")

same = max(abs(here - there) for here, there in zip(trainer.evaluate(PARAMETERS)[:2], PAGE) if there == there)
print(f"with the page's own weights, losses differ by {same:.2g}")
"""

DRAW = "draw()\n"

CELLS = (
    (TEXT, TITLE),
    (TEXT, EXACT),
    (CODE, ENGINE),
    (TEXT, DATA),
    (CODE, POINTS),
    (TEXT, NETWORK),
    (CODE, TRAINER),
    (TEXT, LOG),
    (CODE, TOOLS),
    (CODE, TRAIN),
    (CODE, COMPARE),
    (CODE, DRAW),
)
