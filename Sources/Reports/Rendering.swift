import Engagement

/// Writes a report in a format; the text ends with a line end, and NDJSON without rows is empty.
public func render(_ answer: ReportAnswer, as format: OutputFormat, options: RenderOptions) -> String {
    let zone = answer.period.zone
    let shown = answer.matrix()
    return switch format {
    case .table: TerminalTable(sheet: Sheet(shown, options.vocabulary), options: options).text
    case .csv: CSV(byteOrderMark: options.byteOrderMark).text(answer.columns, answer.rows, zone: zone)
    case .json: JSON(zone: zone).document(answer)
    case .ndjson: NDJSON(zone: zone).text(answer.columns, answer.rows)
    case .markdown: Markdown(sheet: Sheet(shown, options.vocabulary)).text
    case .html: HTML(sheet: Sheet(shown, options.vocabulary)).text
    }
}

/// Writes a list in a format; the text ends with a line end, JSON without rows is `[]` and NDJSON is empty.
public func render(_ answer: ListAnswer, as format: OutputFormat, options: RenderOptions) -> String {
    switch format {
    case .table: TerminalTable(sheet: Sheet(answer, options.vocabulary), options: options).text
    case .csv: CSV(byteOrderMark: options.byteOrderMark).text(answer.columns, answer.rows, zone: answer.zone)
    case .json: JSON(zone: answer.zone).list(answer)
    case .ndjson: NDJSON(zone: answer.zone).text(answer.columns, answer.rows)
    case .markdown: Markdown(sheet: Sheet(answer, options.vocabulary)).text
    case .html: HTML(sheet: Sheet(answer, options.vocabulary)).text
    }
}
