// What a text is complained about.

import Configuration

/// The complaints about a text, a line each; empty when there are none.
func complaints(about text: String) -> [String] {
    complaints(about: [("cutoffd.toml", text)])
}

func complaints(about texts: [(file: String, text: String)]) -> [String] {
    do throws(Complaints) {
        _ = try Settings.parse(texts)
        return []
    } catch {
        return error.list.map(\.description)
    }
}

/// A warehouse that needs nothing more.
let warehouse = """
    [[warehouse]]
    id = "msk-1"
    time_zone = "Europe/Moscow"
    shipping_time = "13:00"

    """
