import ArgumentParser
import Configuration
@main struct X: ParsableCommand {}
