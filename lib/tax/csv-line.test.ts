import { describe, expect, it } from 'vitest'
import { csvLine } from './csv-line'

describe('a line of CSV', () => {
  it.each([
    { cells: ['a', undefined, 'b'], line: 'a,,b\r\n' },
    { cells: ['one, two', 'say "hi"', 'up\r\ndown'], line: '"one, two","say ""hi""","up\r\ndown"\r\n' },
    { cells: ['-18.16', '-5', '35.82'], line: '-18.16,-5,35.82\r\n' },
    { cells: ['=1+1', '+49', '@SUM(A1)', '-2+3', '\t=1'], line: "'=1+1,'+49,'@SUM(A1),'-2+3,'\t=1\r\n" },
    { cells: ['=HYPERLINK("http://x","y")'], line: '"\'=HYPERLINK(""http://x"",""y"")"\r\n' },
    { cells: ['תל אביב'], line: 'תל אביב\r\n' },
  ])('$line', ({ cells, line }) => {
    expect(csvLine(cells)).toBe(line)
  })
})
