// What the store is to know of the files that were taken, and the archive that is fed again after a restore.

import Engine

extension DirectoryArrivalSource {
    package var filings: [Filing] { files.values.compactMap(\.filing) }

    package func archive(at directory: String?) throws(IntakeFailure) -> any ArchivedArrivals {
        try ArchivedFiles(at: directory, of: layout, formats)
    }
}
