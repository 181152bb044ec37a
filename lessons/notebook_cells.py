"""The cells of the notebook of a lesson that are code, as templates: see `playground.core.files.notebook_cells`."""

from playground.core.files.notebook_cells import DRAW, POINTS, TRAIN, TRAINER

HOW = """## How this notebook works

The lesson was written for the page, where a press of **Play** sets the network going. Here a cell of code does it: run
the cells from top to bottom. They make the page's own runs, with the same points, first weights and order of training,
and with the page's engine in plain NumPy, which the first cell unpacks. Behind each result stands what the page came
to. The page's Python is compiled to WebAssembly, where products are summed in another order: last digits may differ.
"""

TASK = """Change what you like in the cell above: the layers, the features, the learning rate, `STEP`. Run it, and then
the next one, which says whether you have done it. Where a hint speaks of a button, change the code."""

ASKED = """from operator import eq, ge, gt, le, lt, ne

from nets import Activation, Dense

SIGNS = {"<": lt, "≤": le, ">": gt, "≥": ge, "=": eq, "≠": ne}


def quantities():
    # What a goal may ask of the run as it stands.
    settings, found = trainer.settings, trainer.evaluate()
    hidden = [layer.units for layer in network.layers if isinstance(layer, Dense)][:-1]
    bent = [layer.function for layer in network.layers[:-1] if isinstance(layer, Activation)]
    bent += ["linear"] * (len(hidden) - len(bent))
    told = {name: DATA[name] for name in ("classes", "seed") if name in DATA}
    told |= {name: round(100 * DATA[name]) for name in ("noise", "label_noise", "imbalance") if name in DATA}
    return told | {
        "training loss": found.train_loss, "test loss": found.test_loss,
        "training accuracy": 100 * found.train_accuracy, "test accuracy": 100 * found.test_accuracy,
        "step": trainer.step_number, "epoch": trainer.epoch, "neurons": sum(hidden), "layers": len(hidden),
        "dataset": DATA.get("name", "own"), "train_share": round(100 * SHARE), "features": sorted(inputs.names),
        "standardise": inputs.standardizer is not None, "hidden": hidden, "activation": ", ".join(sorted(set(bent))),
        "initialiser": getattr(network.layers[0], "initializer", ""), "loss": trainer.loss.name,
        "optimizer": settings.rule.name, "learning_rate": settings.learning_rate,
        "batch_size": settings.batch_size,
        "regularisation": "l1" if settings.l1 else "l2" if settings.l2 else "none",
    }


def say(*page):
    # The losses as they are, and as they were in the page.
    found = quantities()
    losses = f"training loss {found['training loss']:.4f}, test loss {found['test loss']:.4f}"
    accuracy = found["test accuracy"]
    print(f"step {found['step']}: {losses}" + (f", test accuracy {accuracy:.1f} %" if accuracy == accuracy else ""))
    if trainer.divergence is not None:
        print("Here it breaks: its numbers are not finite any more.")
    if page:
        print(f"  in the page: training loss {page[0]:.4f}, test loss {page[1]:.4f}")


def check(goals):
    # Whether the run reaches what is asked of it: (in words, quantity, sign, value, what to think of if it does not).
    found, is_reached = quantities(), True
    for words, what, sign, value, told in goals:
        if what not in found or sign not in SIGNS:
            print(f"?   {words}: see for yourself, this notebook cannot tell")
            continue
        holds = found[what] == found[what] and SIGNS[sign](found[what], value)
        is_reached = is_reached and holds
        shown = f"{found[what]:.4g}" if isinstance(found[what], float) else found[what]
        print(f"yes {words}" if holds else f"no  {words}: it is {shown}. {told}".rstrip())
    print("The goal is reached." if is_reached else "The goal is not reached yet.")
"""

RUN = f"# Glassbox run: ‹address›\n{POINTS}\n{TRAINER}\n{TRAIN}".replace(
    'print("step", trainer.step_number, trainer.evaluate())\n', f"say(‹page›)\n{DRAW}"
).replace('print(network.parameter_count, "weights and biases;", trainer.evaluate())\n', "")

GO_ON = f"train_to(‹step›)\nsay(‹page›)\n{DRAW}"

CHECK = """check([
‹goals›])
"""
