// What can be saved, in the order of the dialog: a name, half a line on what it holds, and a button for every form of it. What
// Python writes has the name that Python knows it by, pictures have that of their plot.

export const GROUPS = [
  {
    title: 'The run',
    entries: [
      { name: 'This run', words: 'Settings, log and numbers, to go on exactly here.', forms: [{ words: '.glassbox', file: 'run' }] },
      {
        name: 'Link', words: 'Settings, log and step in an address, or in a line for a page of your own.',
        forms: [{ words: 'Copy link', act: 'share' }, { words: 'Copy HTML', act: 'embed' }],
      },
    ],
  },
  {
    title: 'Pictures',
    entries: [
      { name: 'Diagram', words: 'Every neuron and weight.', picture: 'diagram' },
      { name: 'Output', words: 'The region and the points.', picture: 'output' },
      { name: 'Loss', words: 'Both curves.', picture: 'loss' },
    ],
  },
  {
    title: 'Numbers and code',
    entries: [
      { name: 'Network and data', words: 'Weights, points and losses, for any program.', forms: [{ words: 'JSON', file: 'json' }] },
      { name: 'Weights', words: 'NumPy arrays; fit any network of these sizes.', forms: [{ words: '.npz', file: 'weights' }] },
      { name: 'PyTorch', words: 'A program that answers as this network does.', forms: [{ words: '.py', file: 'pytorch' }] },
      { name: 'Keras', words: 'The same for Keras.', forms: [{ words: '.py', file: 'keras' }] },
      { name: 'Losses', words: 'Losses and accuracies at the steps at which they were measured.', forms: [{ words: 'CSV', file: 'table' }] },
      { name: 'Notebook', words: 'Trains this run again, in Jupyter.', forms: [{ words: '.ipynb', file: 'notebook' }] },
    ],
  },
]

// What leads to this page, where it has an address that others can open.
export const isThere = ({ forms = [] }) => !forms.some(({ act }) => act) || document.querySelector('.top [data-act="share"]') !== null

export const formsOf = ({ forms, picture }) =>
  forms ?? ['PNG', 'SVG'].map((words) => ({ words, picture, kind: words.toLowerCase() }))
