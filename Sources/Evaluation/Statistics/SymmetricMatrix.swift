/// A symmetric matrix with its values row by row.
struct SymmetricMatrix: Sendable, Hashable {
    /// The number of rows.
    let size: Int
    /// The values, row by row.
    var values: [Double]

    /// Creates a matrix of zeros.
    init(size: Int) {
        self.size = size
        values = [Double](repeating: 0, count: size * size)
    }

    subscript(row: Int, column: Int) -> Double {
        get { values[row * size + column] }
        set { values[row * size + column] = newValue }
    }

    /// Adds `weight` times the product of `vector` with itself.
    mutating func add(_ vector: [Double], weight: Double = 1) {
        for row in 0..<size where vector[row] != 0 {
            let factor = weight * vector[row]
            for column in 0..<size { values[row * size + column] += factor * vector[column] }
        }
    }

    /// Returns the variance of the sum of the values times `vector`, if the matrix is their covariance.
    func variance(of vector: [Double]) -> Double {
        var sum = 0.0
        for row in 0..<size where vector[row] != 0 {
            for column in 0..<size { sum += vector[row] * self[row, column] * vector[column] }
        }
        return sum
    }

    /// Returns the inverse times `other` times the inverse: the sandwich of an estimate's covariance, if this matrix is
    /// the inverse already.
    func sandwich(of other: SymmetricMatrix) -> SymmetricMatrix {
        func product(_ first: SymmetricMatrix, _ second: SymmetricMatrix) -> SymmetricMatrix {
            var result = SymmetricMatrix(size: size)
            for row in 0..<size {
                for inner in 0..<size where first[row, inner] != 0 {
                    for column in 0..<size { result[row, column] += first[row, inner] * second[inner, column] }
                }
            }
            return result
        }
        return product(product(self, other), self)
    }

    /// The inverse by Cholesky's decomposition; nil unless the matrix is clearly positive definite.
    var inverse: SymmetricMatrix? {
        var lower = SymmetricMatrix(size: size)
        for row in 0..<size {
            for column in 0...row {
                var sum = self[row, column]
                for inner in 0..<column { sum -= lower[row, inner] * lower[column, inner] }
                if row == column {
                    guard sum > 1e-12 * max(1, abs(self[row, row])) else { return nil }
                    lower[row, row] = sum.squareRoot()
                } else {
                    lower[row, column] = sum / lower[column, column]
                }
            }
        }
        var result = SymmetricMatrix(size: size)
        for column in 0..<size {
            var solution = [Double](repeating: 0, count: size)
            for row in 0..<size {
                var sum = row == column ? 1.0 : 0
                for inner in 0..<row { sum -= lower[row, inner] * solution[inner] }
                solution[row] = sum / lower[row, row]
            }
            for row in (0..<size).reversed() {
                var sum = solution[row]
                for inner in (row + 1)..<max(size, row + 1) { sum -= lower[inner, row] * solution[inner] }
                solution[row] = sum / lower[row, row]
            }
            for row in 0..<size { result[row, column] = solution[row] }
        }
        return result
    }
}
