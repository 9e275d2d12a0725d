// How a frame says where to go on: the numbers in its header's `resumePoint`.
//
// 0 is a fresh call; 1 a call that was suspended on entry, before anything ran; then for the k-th safepoint of
// the function, in the order of its code, 2k+2 (stands before the statement) and 2k+3 (its call is
// going on).

/** In place of fuel: a function that is given it is to be resumed; one that gives it back has suspended. */
export const NO_FUEL = -1;
/** Resume point of a frame that was suspended on entry. */
export const RESUME_ENTRY = 1;
/** Resume point before the k-th safepoint of a function. */
export const resumeBefore = (k: number): number => 2 * k + 2;
/** Resume point inside the call that the k-th safepoint begins. */
export const resumeInside = (k: number): number => 2 * k + 3;
/** The safepoint's number in its function that a resume point belongs to. */
export const safepointNumber = (resumePoint: number): number => (resumePoint - 2) >> 1;
