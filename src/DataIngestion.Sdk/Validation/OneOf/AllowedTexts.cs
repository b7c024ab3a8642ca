using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class AllowedTexts(IEnumerable<string> texts) : IAllowedValues
{
    private readonly Utf8Set _texts = new(texts.Select(Encoding.UTF8.GetBytes));

    public string Expected => "strings";

    public ColumnKernel? Bind(IArrowType type) => EncodedCells.IsText(type) ? EncodedRows.Or(Check) : null;

    private void Check(IArrowArray array, RowFailures failures)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (!_texts.Contains(cells[row]) && validity[row])
            {
                failures.Add(row);
            }
        }
    }
}
