import ArgumentParser

@main
struct Lathe: ParsableCommand {}
