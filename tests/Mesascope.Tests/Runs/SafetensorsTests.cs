using System.Text;
using Mesascope.Runs;

namespace Mesascope.Tests.Runs;

public class SafetensorsTests
{
    [Fact]
    public void Tensors_come_back_from_a_file_as_they_were()
    {
        var file = new TensorFile([new("b", [2, 3], [1, 2, 3, 4, 5, 6]), new("a", [1], [-0.5f])], new Dictionary<string, string> { ["k"] = "v" });
        TensorFile read = Safetensors.Parse(Safetensors.Bytes(file));
        Assert.Equal(["b", "a"], read.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([2, 3], read.Named("b")!.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], read.Named("b")!.Values);
        Assert.Equal([-0.5f], read.Named("a")!.Values);
        Assert.Equal("v", read.Metadata["k"]);
    }

    // By the format's description: the header's length in 8 bytes, the header, the data; the number 1 is 0x3F800000.
    [Fact]
    public void Reads_a_file_written_by_hand()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""");
        Assert.Equal([1f], Safetensors.Parse([(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. header, 0, 0, 0x80, 0x3F]).Named("x")!.Values);
    }

    // A shape without numbers is one number, and a 0 in it is none: both legal by the format.
    [Fact]
    public void A_single_number_and_an_empty_tensor_come_back_as_they_were()
    {
        var file = new TensorFile([new("empty", [0], []), new("one", [], [7]), new("none", [1 << 20, 0, 1 << 20], []), new("two", [2], [1, 2]), new("last", [3, 0], [])], new Dictionary<string, string>());
        TensorFile read = Safetensors.Parse(Safetensors.Bytes(file));
        Assert.Equal(file.Tensors.Select(tensor => (tensor.Name, string.Join(',', tensor.Shape), string.Join(',', tensor.Values))).Order(), read.Tensors.Select(tensor => (tensor.Name, string.Join(',', tensor.Shape), string.Join(',', tensor.Values))).Order());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[16777216,16777216,16777216,16777216],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{\"x\":")]
    public void A_header_that_makes_no_sense_is_refused(string header)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        Assert.Throws<InvalidDataException>(() => Safetensors.Parse([(byte)text.Length, 0, 0, 0, 0, 0, 0, 0, .. text, 0, 0, 0x80, 0x3F]));
    }
}
