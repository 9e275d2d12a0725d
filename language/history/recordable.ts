// What the history needs of the thing whose history it keeps; defined one floor below, where the machine is.
export * from '../interpreter/recordable';
