using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class AllowedTexts(IEnumerable<string> texts) : IAllowedValues
{
    private readonly Utf8Set _texts = new(texts.Select(Encoding.UTF8.GetBytes));

    public string Expected => "strings";

    public ColumnKernel? Bind(IArrowType type, bool forbidden) =>
        EncodedCells.IsText(type) ? EncodedRows.Or((array, failures) => Check(array, forbidden, failures)) : null;

    private void Check(IArrowArray array, bool forbidden, RowFailures failures)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (_texts.Contains(cells[row]) == forbidden && validity[row])
            {
                failures.Add(row);
            }
        }
    }
}
