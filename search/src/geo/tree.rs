//! A k-d tree of points on the sphere, kept as vectors of length 1: there is no antimeridian and no
//! pole in three dimensions, and a straight chord grows with the arc that it spans.

/// Ranges of so many points are looked through one by one.
const LEAF: usize = 16;

/// A point with what a query filters by, side by side in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    pub at: [f64; 3],
    pub entry: u32,
    pub traits: u64,
}

/// The middle of each range is its root, the axes take turns.
#[derive(Default)]
pub(super) struct Tree(Vec<Leaf>);

impl Tree {
    pub fn new(mut leaves: Vec<Leaf>) -> Self {
        balance(&mut leaves, 0);
        Self(leaves)
    }

    /// Every point within `chord` of `center`, with the square of its chord.
    pub fn within(&self, center: [f64; 3], chord: f64, visit: &mut impl FnMut(&Leaf, f64)) {
        let ball = Ball {
            center,
            chord,
            square: chord * chord,
        };
        ball.search(&self.0, 0, visit);
    }
}

fn balance(leaves: &mut [Leaf], axis: usize) {
    if leaves.len() <= LEAF {
        return;
    }
    let middle = leaves.len() / 2;
    leaves.select_nth_unstable_by(middle, |a, b| a.at[axis].total_cmp(&b.at[axis]));
    let (left, right) = leaves.split_at_mut(middle);
    balance(left, (axis + 1) % 3);
    balance(&mut right[1..], (axis + 1) % 3);
}

struct Ball {
    center: [f64; 3],
    chord: f64,
    square: f64,
}

impl Ball {
    fn search(&self, leaves: &[Leaf], axis: usize, visit: &mut impl FnMut(&Leaf, f64)) {
        if leaves.len() <= LEAF {
            for leaf in leaves {
                self.look(leaf, visit);
            }
            return;
        }
        let middle = leaves.len() / 2;
        let root = &leaves[middle];
        self.look(root, visit);
        let beyond = self.center[axis] - root.at[axis];
        let next = (axis + 1) % 3;
        if beyond <= self.chord {
            self.search(&leaves[..middle], next, visit);
        }
        if -beyond <= self.chord {
            self.search(&leaves[middle + 1..], next, visit);
        }
    }

    fn look(&self, leaf: &Leaf, visit: &mut impl FnMut(&Leaf, f64)) {
        let [x, y, z] = [0, 1, 2].map(|i| leaf.at[i] - self.center[i]);
        let square = x * x + y * y + z * z;
        if square <= self.square {
            visit(leaf, square);
        }
    }
}
