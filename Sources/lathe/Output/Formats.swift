import ArgumentParser
import Console
import Reports

extension ReportFormat: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}
extension EvaluationFormat: ExpressibleByArgument {}
extension SweepFormat: ExpressibleByArgument {}
extension StandingFormat: ExpressibleByArgument {}
